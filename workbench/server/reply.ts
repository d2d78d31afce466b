/** What the server answers: a status, a content type and a body that is text or the name of a file. */

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | { readonly file: string };
  readonly cache?: string;
}

export const reply = {
  json: (status: number, value: unknown): Reply => ({ status, type: 'application/json', body: JSON.stringify(value) }),
  error: (status: number, message: string, messageId?: string): Reply =>
    reply.json(status, { message, ...(messageId && { messageId, statusCode: status }) }),
  html: (body: string): Reply => ({ status: 200, type: 'text/html; charset=utf-8', body }),
  svg: (body: string): Reply => ({ status: 200, type: 'image/svg+xml', body }),
};
