package io.sluice.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.InstantSource;
import java.util.Optional;

/** Reads something that no row depends on: one question, and its answer. */
@RegisterForReflection
public final class Retrieval implements Conversation {
    private final Target target;
    private final Request question;
    private final CallCount counted;
    private Optional<Answer> answer = Optional.empty();
    private boolean underWay;

    /** @param target what is read */
    public Retrieval(Target target, Request question, InstantSource clock) {
        this.target = target;
        this.question = question;
        this.counted = new CallCount(clock);
    }

    /** Empty as long as there is a next call to make. */
    public Optional<Answer> answer() {
        return answer;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public int rows() {
        return 0;
    }

    @Override
    public boolean hasNext() {
        return answer.isEmpty();
    }

    @Override
    public int nextRows() {
        return 0;
    }

    @Override
    public Request next() {
        underWay = true;
        return question;
    }

    @Override
    public boolean isUnderWay() {
        return underWay;
    }

    @Override
    public void repeat(Answer saysNothing) {
        underWay = false;
        counted.add(saysNothing);
    }

    @Override
    public void read(Answer last) {
        underWay = false;
        counted.add(last);
        answer = Optional.of(last);
    }

    /** Only why it was not called: what an answer says of this question alone must not send others back from the door. */
    @Override
    public Optional<Failure> failure() {
        return answer.filter(Answer.NotCalled.class::isInstance).map(last -> ((Answer.NotCalled) last).failure());
    }

    @Override
    public CallCount counted() {
        return counted;
    }
}
