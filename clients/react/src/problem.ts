import { isAxiosError } from 'axios';

/** What went wrong, as the server says it (RFC 9457); `status` 0 when no answer came. */
export interface Problem {
  status: number;
  /** A sentence that may be shown. */
  detail: string;
  /** What is wrong with single fields, by their names; several things are parted by `; `. */
  fields: Record<string, string>;
  /** Seconds until it is worth trying again, where the server said so. */
  retryAfter: number | null;
  /** What a person may quote to whoever runs the server. */
  requestId: string | null;
  /** The `error` of `WWW-Authenticate` (RFC 6750, RFC 9470), such as `insufficient_user_authentication`. */
  reason: string | null;
}

/** Reads what a call failed with; never throws. */
export function problemOf(error: unknown): Problem {
  if (!isAxiosError(error) || error.response === undefined) {
    return {
      status: 0,
      detail: error instanceof Error ? error.message : 'The server could not be reached.',
      fields: {},
      retryAfter: null,
      requestId: null,
      reason: null,
    };
  }
  const { status, data, headers } = error.response;
  return {
    status,
    detail: text(member(data, 'detail')) ?? text(member(data, 'title')) ?? `HTTP ${status}`,
    fields: fieldsOf(member(data, 'errors')),
    retryAfter: seconds(text(headers['retry-after'])),
    requestId: text(headers['x-request-id']),
    reason: /\berror="([^"]+)"/.exec(text(headers['www-authenticate']) ?? '')?.[1] ?? null,
  };
}

function fieldsOf(errors: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const error of Array.isArray(errors) ? errors : []) {
    const field = text(member(error, 'field'));
    const detail = text(member(error, 'detail'));
    if (field !== null && detail !== null) {
      fields[field] = field in fields ? `${fields[field]}; ${detail}` : detail;
    }
  }
  return fields;
}

function member(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null
    ? (data as Record<string, unknown>)[name]
    : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function seconds(value: string | null): number | null {
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}
