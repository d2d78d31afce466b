/** The browser that the checks drive: Chromium of the system, because nothing is downloaded here. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export async function launchChromium() {
  const executablePath = process.env.CHROMIUM ?? usual.find((file) => existsSync(file));
  if (!executablePath || !existsSync(executablePath)) {
    throw new Error(
      `there is no Chromium at ${process.env.CHROMIUM ?? usual.join(', ')}: install one ` +
        '(Debian, Ubuntu: apt-get install chromium) or set CHROMIUM to its path'
    );
  }
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...sandbox, '--disable-gpu', '--disable-quic', ...quiet] });
}
