package io.sluice.sfmc;

import io.sluice.delivery.Failure;
import java.time.Duration;

/** Told of the calls that reading takes. May be told by several threads. */
public interface ReadListener {
    /** A call was made. */
    void called();

    /** It had no good answer, and is repeated after that time. */
    void repeated(Failure why, Duration after);
}
