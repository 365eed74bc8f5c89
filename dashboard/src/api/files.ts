import { isAxiosError } from 'axios';
import { useState } from 'react';
import { useSubmission, type Submission } from '../components/forms';
import { useRecently } from '../components/StepUp';
import { api } from './client';
import { save } from './save';

/** How far a file is on its way; `total` is null when the server does not say. */
export interface Progress {
  bytes: number;
  total: number | null;
}

/** Fetches a file and hands it to the browser, telling how far it is. */
export function useDownload(
  path: () => string,
  name: string,
): Submission & { progress: Progress | null } {
  const recently = useRecently();
  const [progress, setProgress] = useState<Progress | null>(null);
  const submission = useSubmission(async () => {
    setProgress({ bytes: 0, total: null });
    try {
      save(await recently(() => fetched(path(), setProgress)), name);
    } finally {
      setProgress(null);
    }
  });
  return { ...submission, progress };
}

async function fetched(path: string, tell: (progress: Progress) => void): Promise<Blob> {
  try {
    const answer = await api.get<Blob>(path, {
      responseType: 'blob',
      timeout: 0,
      onDownloadProgress: ({ loaded, total }) => tell({ bytes: loaded, total: total ?? null }),
    });
    return answer.data;
  } catch (error) {
    throw await readable(error);
  }
}

/** What was asked for as a file is a problem now: read as such. */
async function readable(error: unknown): Promise<unknown> {
  if (isAxiosError(error) && error.response?.data instanceof Blob) {
    try {
      error.response.data = JSON.parse(await error.response.data.text()) as unknown;
    } catch {
      error.response.data = null;
    }
  }
  return error;
}

/** Sends a file as it is read from the disk, telling how far it is. */
export async function upload<T>(
  path: string,
  file: File,
  type: string,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<T> {
  const answer = await api.post<T>(path, file, {
    headers: { 'Content-Type': type },
    timeout: 0,
    signal,
    onUploadProgress: ({ loaded, total }) => tell({ bytes: loaded, total: total ?? null }),
  });
  return answer.data;
}
