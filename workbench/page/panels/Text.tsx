import { css } from '@emotion/css';
import { renderMarkdown, renderTextPanelMarkdown, textUtil, type PanelProps } from '@grafana/data';
import { config } from '@grafana/runtime';
import React, { useMemo } from 'react';

export interface TextOptions {
  content?: string;
  mode?: 'markdown' | 'html' | 'code';
}

export function Text({ options, replaceVariables }: PanelProps<TextOptions>) {
  const { content = '', mode = 'markdown' } = options;
  const text = replaceVariables(content, {}, mode === 'code' ? 'json' : 'html');
  const html = useMemo(
    () => (mode === 'markdown' ? toHtml(text) : textUtil.sanitizeTextPanelContent(text)),
    [mode, text]
  );
  if (mode === 'code') {
    return <pre>{text}</pre>;
  }
  return <div className={`markdown-html ${scroll}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

function toHtml(text: string): string {
  return config.disableSanitizeHtml ? renderMarkdown(text) : renderTextPanelMarkdown(text);
}

const scroll = css({ height: '100%', overflow: 'auto' });
