/** `13.369.393` */
export function number(value: number): string {
  return value.toLocaleString("de-DE");
}

/** `805 von 1.385` */
export function of(count: { live: number; total: number }): string {
  return `${number(count.live)} von ${number(count.total)}`;
}
