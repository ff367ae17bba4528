/** Whether a text is a time as lists give it, and so as a cursor has it. */
export const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(text) && !Number.isNaN(Date.parse(text));
