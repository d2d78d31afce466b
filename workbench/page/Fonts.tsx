import React from 'react';

const sans = ['Inter', 'Helvetica Neue', 'Arial', 'Liberation Sans', 'Segoe UI', 'Roboto', 'Noto Sans', 'DejaVu Sans'];
const mono = ['Roboto Mono', 'Menlo', 'Consolas', 'Liberation Mono', 'Noto Sans Mono', 'DejaVu Sans Mono'];

const face = (family: string, style: string, weight: number, names: readonly string[]) =>
  `@font-face { font-family: '${family}'; font-style: ${style}; font-weight: ${weight}; src: ${names.map((name) => `local('${name}')`).join(', ')}; }`;

const css = ['normal', 'italic']
  .flatMap((style) =>
    [400, 500].flatMap((weight) => [face('Inter', style, weight, sans), face('Roboto Mono', style, weight, mono)])
  )
  .join('\n');

/**
 * Grafana's fonts come with its server and not with its libraries, which ask for them all the same. These faces stand
 * later in the document, so they are taken instead, from the fonts of the machine.
 */
export function Fonts() {
  return <style>{css}</style>;
}
