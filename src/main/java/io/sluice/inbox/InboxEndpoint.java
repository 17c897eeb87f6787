package io.sluice.inbox;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A lane as a Camel endpoint to read from. */
final class InboxEndpoint extends DefaultEndpoint {
    private final Lane lane;
    private final int weight;

    InboxEndpoint(String uri, Component component, Lane lane, int weight) {
        super(uri, component);
        this.lane = lane;
        this.weight = weight;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        return new InboxConsumer(this, processor, lane, weight);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "inbox:" + lane.name() + " can only be read from; events come in through the ingest route.");
    }
}
