/**
 * The workbench runs SQL for whoever asks, so it answers its own page alone: a web site elsewhere cannot send JSON
 * here without the browser asking first, and cannot give the machine's name another meaning.
 */
import type { IncomingHttpHeaders } from 'node:http';

const names = ['127.0.0.1', 'localhost', '[::1]'];

/** Why a request is refused, or undefined. */
export function refusal(method: string, headers: IncomingHttpHeaders, port: number): string | undefined {
  const own = names.map((name) => `${name}:${port}`);
  if (!own.includes(headers.host ?? '')) {
    return `the workbench answers to ${own.join(', ')} only`;
  }
  if (method === 'GET' || method === 'HEAD') {
    return undefined;
  }
  if (headers.origin !== undefined && !own.includes(headers.origin.replace(/^http:\/\//, ''))) {
    return 'the workbench answers its own page only';
  }
  return headers['content-type']?.startsWith('application/json') ? undefined : 'the workbench reads JSON only';
}
