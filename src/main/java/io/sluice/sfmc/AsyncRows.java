package io.sluice.sfmc;

import java.util.Locale;

/** When rows of a data extension are submitted as jobs. */
public enum AsyncRows {
    /** Never. */
    OFF,
    /** Always. */
    ON,
    /** When so many wait that it takes fewer calls. */
    AUTO;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
