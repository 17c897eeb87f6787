package io.sluice.delivery;

/**
 * The questions that lead to what has to be known of a target. Pure: whoever asks makes the calls.
 *
 * @param <K> what there is to know
 */
public interface Questions<K> {
    /** The next question. */
    Request question();

    Step<K> read(Answer answer);

    /** Where an answer leads. */
    sealed interface Step<K> {
        /** To the next question. */
        record More<K>() implements Step<K> {}

        record Done<K>(K knowledge) implements Step<K> {}

        /** Nothing can be sent for now. */
        record Failed<K>(Failure failure) implements Step<K> {}
    }
}
