/** The little HTTP that the sandbox needs: the JDK's own server, requests and replies as values, a router. */
package io.sluice.sandbox.http;
