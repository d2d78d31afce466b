import React from 'react';

/** Names a control for screen readers and tests where its place on the page names it for the eye. */
export function HiddenLabel({ htmlFor, children }: { htmlFor: string; children: string }) {
  return (
    <label htmlFor={htmlFor} className="sr-only">
      {children}
    </label>
  );
}
