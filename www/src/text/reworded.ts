/** The same keys and functions, with any words: for tables whose English functions can only return what they do return. */
export type Reworded<Words> = Words extends string
  ? string
  : Words extends (...given: infer Given) => infer Said
    ? (...given: Given) => Reworded<Said>
    : { [Key in keyof Words]: Reworded<Words[Key]> };
