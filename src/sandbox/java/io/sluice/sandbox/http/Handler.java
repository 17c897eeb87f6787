package io.sluice.sandbox.http;

/** Answers one request. */
@FunctionalInterface
public interface Handler {
    Reply handle(Call call);
}
