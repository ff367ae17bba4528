const [neededMajor, neededMinor] = [20, 19];

/** Says what to do when Node is too old, before anything fails in a way that does not. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return;
  console.error(
    `Halyard needs Node.js ${neededMajor}.${neededMinor} or newer; this is ${process.versions.node}.`,
  );
  process.exit(1);
}
