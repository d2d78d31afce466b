/** Listens on the loopback address: at the wanted port, or at the next free one. */
import type { Server } from 'node:net';

const tries = 50;

export async function listen(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + tries; port++) {
    if (await isListening(server, port)) {
      const address = server.address();
      return typeof address === 'object' && address ? address.port : port;
    }
  }
  throw new Error(`no free port between ${wanted} and ${wanted + tries - 1}: set PORT`);
}

function isListening(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.removeListener('listening', onListening);
      if (error.code === 'EADDRINUSE') {
        resolve(false);
      } else {
        reject(error);
      }
    };
    const onListening = () => {
      server.removeListener('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(port, '127.0.0.1');
  });
}
