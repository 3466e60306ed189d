/** A net of the visitor's own. */
import { bytes as size, count } from "../../state/format.ts";
import type { NetReport } from "../../state/own-net.ts";

export const ownNet = {
  yours: "Your own network",
  choose: "Choose an .onnx file",
  another: "Another file",
  hint: "Or drop it here. Nothing leaves your computer. It takes pictures and gives a number for each class.",
  reading: "Reading your network …",
  unreadable: "The browser could not read that file. Is it still there, and not too large? Your pictures and networks are as they were.",
  tooLarge: (name: string, most: number) => `“${name}” is larger than any network that this page takes (${size(most)}). Your pictures and networks are as they were.`,
  mean: "Mean of each channel",
  std: "Standard deviation of each channel",
  names: "Class names, in order",
  unnamed: (index: number) => `class ${index}`,
  placeholders: { mean: "0.491, 0.482, 0.447", std: "0.247, 0.243, 0.262", names: "airplane, automobile, …" },
  layout: "Order of the values",
  layouts: { nchw: "channels first (PyTorch)", nhwc: "channels last (TensorFlow)" },
  threeNumbers: (field: string) => `“${field}” takes one number, or three, or nothing. Nothing was changed.`,
  positive: "Standard deviations are larger than 0. Nothing was changed.",
  holds: (name: string, { nativeShape, classCount }: NetReport, bytes: number) =>
    `${name} (${size(bytes)}): from ${nativeShape.join(" × ")} values to ${count(classCount)} classes.`,
  gradient: (multiplyAdds: number) => `Every operation has a gradient, so all attacks work on it. One pass is ${count(multiplyAdds)} multiplications.`,
  noGradient: "It has no gradient here, so only attacks that ask work on it: see “By the scores” and “By the label”.",
  scaled: ({ nativeShape: [channels, height, width] }: NetReport) =>
    `Pictures here have 32 × 32 pixels. They are scaled to ${width} × ${height}${channels === 1 ? ", in grey," : ""} before the network sees them, and its gradient goes back through the scaling.`,
  notLinked: "A link cannot hold a network of your own.",
};
