/** The part of tus-js-client that the page uses. The script makes it a global name. */
export interface TusUpload {
  url: string | null;
  options: TusOptions;
  start(): void;
  abort(shouldTerminate?: boolean): Promise<void>;
}
export interface TusOptions {
  endpoint: string;
  uploadUrl?: string | null;
  metadata: Record<string, string>;
  headers: Record<string, string>;
  chunkSize: number;
  retryDelays: null;
  storeFingerprintForResuming: boolean;
  /** Reads what is not a file. */
  fileReader?: { openFile(): Promise<{ size: number; slice(start: number, end: number): Promise<{ value: Blob; done: boolean }>; close(): void }> };
  onProgress?(sent: number, total: number): void;
  onUploadUrlAvailable?(): void;
  onSuccess(payload: { lastResponse?: { getHeader(name: string): string | undefined } }): void;
  onError(problem: Error & { originalResponse?: { getStatus(): number; getBody(): string } | null }): void;
}
declare global {
  interface Window { tus: { Upload: new (file: object, options: TusOptions) => TusUpload } }
}
