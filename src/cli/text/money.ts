/** An amount of money, such as `$3.20` or `$12,400.00`. */
export function dollars(amount: number): string {
  const [whole = '', cents = ''] = amount.toFixed(2).split('.')
  return `$${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${cents}`
}
