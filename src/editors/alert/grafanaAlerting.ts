/** The part of Grafana's HTTP interface that the dialog asks; tests pass their own. */
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { evalBody, provisioningBody, type Folder } from '../../native/alerts/api';
import type { Rule } from '../../native/grafana/Rule';
import type { EvalAnswer } from './evalAnswer';

export interface Alerting {
  evaluate(rule: Rule): Promise<EvalAnswer>;
  /** Those in which this user may write. */
  folders(): Promise<readonly Folder[]>;
  createFolder(title: string): Promise<Folder>;
  /** @returns the uid of the rule */
  create(rule: Rule, folder: string, group: string, options: { readonly isPaused: boolean }): Promise<string>;
}

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly data?: object;
  readonly headers?: Record<string, string>;
}

const ask = async <T>(url: string, asked: Asked): Promise<T> =>
  (
    await lastValueFrom(
      getBackendSrv().fetch<T>({
        url,
        ...asked,
        showErrorAlert: false,
        showSuccessAlert: false,
        hideFromInspector: true,
      })
    )
  ).data;

export const grafanaAlerting: Alerting = {
  // A condition that fails comes as an error with the results in it.
  evaluate: (rule) => ask('/api/v1/eval', { method: 'POST', data: evalBody(rule) }),
  folders: async () =>
    (await ask<readonly Folder[]>('/api/folders?limit=1000&permission=Edit', { method: 'GET' })).map(
      ({ uid, title }) => ({ uid, title })
    ),
  createFolder: (title) => ask('/api/folders', { method: 'POST', data: { title } }),
  create: async (rule, folder, group, options) => {
    const { uid } = await ask<{ uid: string }>('/api/v1/provisioning/alert-rules', {
      method: 'POST',
      data: provisioningBody(rule, folder, group, options),
      headers: { 'X-Disable-Provenance': 'true' },
    });
    return uid;
  },
};

/** What went wrong, with Grafana's own words. */
export function reasonOf(error: unknown): string {
  if (isFetchError(error)) {
    const said = (error.data as { message?: string; error?: string } | undefined) ?? {};
    return `Grafana answered ${error.status}: ${said.message || said.error || error.statusText || 'without a text'}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Whether this user or this Grafana cannot do it, whatever the permissions said. */
export const isUnavailable = (error: unknown): boolean =>
  isFetchError(error) && (error.status === 401 || error.status === 403 || error.status === 404);
