/** What stands for names that clients invented beyond these bounds. */
export const other = '(other)';

/** Of what clients say, in UTF-16 code units. */
export const longestIdentifier = 1_000;
export const longestLanguage = 35;
export const longestCity = 100;
