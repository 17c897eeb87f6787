package io.sluice.sfmc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How waiting is done. */
@FunctionalInterface
interface Sleep {
    Sleep REAL = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

    void of(Duration time) throws InterruptedException;
}
