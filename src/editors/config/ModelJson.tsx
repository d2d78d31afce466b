import React, { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { CodeEditor } from '@grafana/ui';

interface Props {
  text: string;
  disabled: boolean;
  /** Called when typing pauses and when the editor is left. */
  onCommit: (text: string) => void;
}

const pause = 400;

/** The whole model as JSON. What is typed stays in the editor whether it parses or not. */
export function ModelJson({ text, disabled, onCommit }: Props) {
  const [typed, setTyped] = useState<string>();
  // CodeEditor keeps the first onChange that it is given, and also reports what it was told to show.
  const latest = useRef({ text, onCommit });
  useLayoutEffect(() => {
    latest.current = { text, onCommit };
  });
  const change = (value: string) => setTyped(value === latest.current.text ? undefined : value);
  useEffect(() => {
    if (typed === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setTyped(undefined);
      latest.current.onCommit(typed);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <CodeEditor
      language="json"
      value={typed ?? text}
      readOnly={disabled}
      height={420}
      width="100%"
      showMiniMap={false}
      showLineNumbers
      onChange={change}
      onBlur={() => {
        if (typed !== undefined) {
          setTyped(undefined);
          onCommit(typed);
        }
      }}
    />
  );
}
