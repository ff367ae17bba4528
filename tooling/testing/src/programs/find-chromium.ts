import { findProgram, type Program } from './find-program.ts';

/** A browser to test with. */
export type Chromium = Program;

export const chromiumNeeded =
  'The tests of pages need Chromium on the PATH: "apt-get install chromium" (Debian), ' +
  '"dnf install chromium" (Fedora), "brew install --cask chromium" (macOS).';

/** Chromium of the PATH; else Debian's, installed by root, or put into the cache by anybody. */
export const findChromium = (say: (message: string) => void): Chromium | undefined =>
  findProgram({
    names: ['chromium', 'chromium-browser', 'google-chrome'],
    debianPackage: 'chromium',
    packagedFile: 'usr/lib/chromium/chromium',
    onFetch: () => say('Fetching Chromium for the tests of pages, once …'),
  });
