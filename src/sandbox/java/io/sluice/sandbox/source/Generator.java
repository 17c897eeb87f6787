package io.sluice.sandbox.source;

/** Makes up rows, the same ones for the same seed. */
final class Generator {
    private final SourceSize size;

    Generator(SourceSize size) {
        this.size = size;
    }

    SourceRows rows() {
        return new SourceRows();
    }
}
