// Of Scalar only the script for browsers is used, which holds all it needs.
exports.hooks = {
  readPackage: (manifest) =>
    manifest.name === '@scalar/api-reference' ? { ...manifest, dependencies: {} } : manifest,
};
