/** Names that people gave, without what would steer the terminal that shows them. */
export const printable = (text: string): string => text.replaceAll(/\p{C}/gu, '\uFFFD');
