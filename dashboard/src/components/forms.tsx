import { problemOf, type Problem } from '@gatehouse/react';
import { Alert, Button, PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useCallback, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useLanguage, useTexts } from '../text';
import { common } from '../text/common';

/** Thrown when the person would rather not confirm who they are. */
export class NotConfirmedError extends Error {
  constructor() {
    super('Not confirmed');
    this.name = 'NotConfirmedError';
  }
}

export interface Submission {
  /** Sends; while that lasts, asking again does nothing. Whether it was done. */
  submit: () => Promise<boolean>;
  pending: boolean;
  problem: Problem | null;
  /** What is wrong with one field. */
  error: (field: string) => string | undefined;
  clear: () => void;
}

/** Between two things that are wrong with one field. */
const BETWEEN = '; ';

/** Sends a form: once at a time, keeping what was typed and what was wrong with it. */
export function useSubmission(send: () => Promise<unknown>): Submission {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const underWay = useRef(false);
  const latest = useRef(send);
  latest.current = send;
  const { said } = useLanguage();
  const submit = useCallback(async () => {
    if (underWay.current) {
      return false;
    }
    underWay.current = true;
    setPending(true);
    try {
      await latest.current();
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(error instanceof NotConfirmedError ? null : problemOf(error));
      return false;
    } finally {
      underWay.current = false;
      setPending(false);
    }
  }, []);
  return {
    submit,
    pending,
    problem,
    error: field => problem?.fields[field]?.split(BETWEEN).map(said).join(BETWEEN),
    clear: () => setProblem(null),
  };
}

/** What went wrong with the whole, beside what the fields say themselves. */
export function ProblemAlert({
  problem,
  fields = [],
}: {
  problem: Problem | null;
  /** The fields that show their errors themselves. */
  fields?: string[];
}) {
  const t = useTexts(common);
  const { said } = useLanguage();
  if (problem === null) {
    return null;
  }
  const unseen = Object.keys(problem.fields).filter(field => !fields.includes(field));
  if (Object.keys(problem.fields).length > 0 && unseen.length === 0) {
    return null;
  }
  return (
    <Alert color="red" role="alert" variant="light">
      {unseen.length > 0 ? t.checkFields : sentence(problem, t, said)}
      {unseen.map(field => (
        <div key={field}>
          {field}: {problem.fields[field]?.split(BETWEEN).map(said).join(BETWEEN)}
        </div>
      ))}
      {problem.status >= 500 && problem.requestId ? <div>{t.quote(problem.requestId)}</div> : null}
    </Alert>
  );
}

/** What went wrong, in one sentence. */
export function sentence(
  problem: Problem,
  t: (typeof common)['en'],
  said: (sentence: string) => string,
): string {
  if (problem.status === 0) {
    return t.offline;
  }
  if (problem.status === 429 && problem.retryAfter !== null) {
    return t.tooMany(problem.retryAfter);
  }
  return said(problem.detail) || t.failed;
}

/** A form whose button waits, and which the browser does not check in its own words. */
export function Form({
  submission,
  onDone,
  children,
  label,
  fields,
}: {
  submission: Submission;
  onDone?: () => void;
  children: ReactNode;
  /** The button's. */
  label: string;
  fields?: string[];
}) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submission.submit().then(done => (done ? onDone?.() : undefined));
  };
  return (
    <form onSubmit={send} noValidate className="gh-form">
      <ProblemAlert problem={submission.problem} {...(fields ? { fields } : {})} />
      {children}
      <Button type="submit" loading={submission.pending} fullWidth>
        {label}
      </Button>
    </form>
  );
}

/** A password: pasting is welcome, and it can be shown. */
export function Password(props: PasswordInputProps) {
  const t = useTexts(common);
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      label={t.password}
      autoComplete="current-password"
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{
        'aria-label': visible ? t.hidePassword : t.showPassword,
        'aria-hidden': false,
        tabIndex: 0,
      }}
      {...props}
    />
  );
}
