package io.sluice.ingest;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is answered to a sender.
 *
 * @param status the HTTP status
 * @param allow the {@code Allow} header; null for none
 * @param retryAfter the {@code Retry-After} header, in seconds; null for none
 * @param json the body
 */
@RegisterForReflection
public record Reply(int status, String allow, String retryAfter, String json) {}
