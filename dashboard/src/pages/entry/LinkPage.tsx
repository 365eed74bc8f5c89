import type { Problem } from '@gatehouse/react';
import { useState, type ReactNode } from 'react';
import type { Submission } from '../../components/forms';
import { CardPage } from '../../components/Page';
import { useTexts } from '../../text';
import { ToSignIn } from './Recovery';
import { entry } from './text';

/**
 * A page that a mail leads to. Its token stands in the fragment, which no server and no proxy sees, and leaves the address
 * as soon as it is read.
 */
export function LinkPage({
  title,
  children,
}: {
  title: string;
  children: (token: string) => ReactNode;
}) {
  const t = useTexts(entry);
  const [token] = useState(taken);
  return token === null ? (
    <CardPage title={title} text={t.noToken}>
      <ToSignIn />
    </CardPage>
  ) : (
    children(token)
  );
}

/** A link that does not work any more, said in other words than the server's. */
export function deadLink(submission: Submission, sentence: string): Submission {
  const { problem } = submission;
  const said: Problem | null = problem?.status === 401 ? { ...problem, detail: sentence } : problem;
  return { ...submission, problem: said };
}

let kept: { path: string; token: string } | null = null;

/** Read once for each page: React may ask twice. */
function taken(): string | null {
  const { pathname, hash, search } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get('token');
  if (token !== null && token !== '') {
    kept = { path: pathname, token };
    window.history.replaceState(window.history.state, '', pathname + search);
  }
  return kept?.path === pathname ? kept.token : null;
}
