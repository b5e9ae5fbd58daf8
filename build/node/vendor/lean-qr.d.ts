/** A code that is still to be laid out: what `mode.bytes` makes of bytes. */
export type Segment = (data: object, version: number) => void;
export const mode: { bytes(bytes: Uint8Array): Segment };
export const correction: { L: number; M: number; Q: number; H: number };
export function generate(segment: Segment, options?: { minCorrectionLevel?: number }): { size: number; get(x: number, y: number): boolean };
