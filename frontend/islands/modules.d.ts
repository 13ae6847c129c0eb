declare module 'htmx.org' {
  interface Htmx {
    registerExtension(name: string, extension: object): boolean | undefined;
    process(root: Element): void;
  }
  const htmx: Htmx;
  export default htmx;
}
