import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/**
 * Collects what a browser complains about (scripts that fail, what the Content-Security-Policy blocks, files
 * that are missing) and whom it asks besides those that it may.
 */
export function watch(context: BrowserContext, ...origins: string[]): string[] {
  const problems: string[] = [];
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !isExpected(message)) {
      problems.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (error) => problems.push(`script: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && !origins.includes(url.origin)) problems.push(`foreign: ${url.href}`);
  });
  return problems;
}

function isExpected(message: ConsoleMessage): boolean {
  const isPage = !new URL(message.location().url || "about:blank").pathname.startsWith("/pkg/");
  // A page of ours that says no is no fault: the tests look at its status themselves.
  const isRefusal = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
  // Without JavaScript nothing uses the browser part that the page offers to load early.
  const isUnused = /\/pkg\/\S+\.wasm was preloaded using link preload but not used/.test(message.text());
  return isPage && (isRefusal || isUnused);
}
