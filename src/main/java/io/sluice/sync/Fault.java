package io.sluice.sync;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Why a collection was not copied.
 *
 * @param reason a word of a closed list
 * @param detail what exactly, without payload or secret
 * @param remedy who has to do what about it; may be empty
 */
@RegisterForReflection
public record Fault(String reason, String detail, String remedy) {}
