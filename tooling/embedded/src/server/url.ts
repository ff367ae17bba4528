export const urlOf = (password: string, port: number): string =>
  `postgresql://halyard:${password}@127.0.0.1:${port}/halyard`;
