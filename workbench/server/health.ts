/** GET /api/datasources/uid/:uid/health, as `DataSourceWithBackend.callHealthCheck()` reads it. */
import { DatabaseError, type Database } from './database';
import { reply, type Reply } from './reply';

export async function checkHealth(database: Database | null | undefined, signal: AbortSignal): Promise<Reply> {
  if (!database) {
    return database === null
      ? reply.error(500, 'Plugin unavailable', 'plugin.unavailable')
      : reply.error(404, 'Data source not found');
  }
  try {
    await database.run('SELECT 1', signal);
    return reply.json(200, { status: 'OK', message: 'Database Connection OK' });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const message =
      error instanceof DatabaseError && error.isNetwork ? 'Network error: Failed to connect to the server' : text;
    return reply.json(400, { status: 'ERROR', message, details: { verboseMessage: text } });
  }
}
