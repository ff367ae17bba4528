export { chromiumNeeded } from './find-chromium.ts';
export { unpackFromDebian } from './unpack-from-debian.ts';
