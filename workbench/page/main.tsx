/** The workbench's page. The boot data stands in the HTML: Grafana's libraries read it while they load. */
import React from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { installHost } from './host/install';

window.MonacoEnvironment = {
  getWorker: (_, language) => {
    const name = language === 'json' ? 'json.worker' : 'editor.worker';
    return new Worker(new URL(`./${name}.js`, import.meta.url), { type: 'module' });
  },
};

installHost();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(<App />);
}
