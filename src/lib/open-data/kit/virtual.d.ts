/** Made by the plugin of build.ts. */
declare module 'virtual:kit-page' {
  export const script: string;
  export const style: string;
}
