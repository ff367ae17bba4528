/** A table in plain text: the first column to the left, the others to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
        )
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;

export const times = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} x`;

export const nanoseconds = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
