import React from 'react';
import { Button, ClipboardButton, Stack } from '@grafana/ui';

interface Props {
  /** What it is, for the names of the buttons: `dashboard`. */
  what: string;
  fileName: string;
  /** Called on each click; throws nothing. */
  getText: () => string;
}

export function CopyOrDownload({ what, fileName, getText }: Props) {
  return (
    <Stack direction="row" gap={1} wrap="wrap">
      <ClipboardButton icon="copy" variant="secondary" getText={getText} aria-label={`Copy ${what}`}>
        {`Copy ${what}`}
      </ClipboardButton>
      <Button icon="download-alt" variant="secondary" onClick={() => download(fileName, getText())}>
        {`Download ${what}`}
      </Button>
    </Stack>
  );
}

function download(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
