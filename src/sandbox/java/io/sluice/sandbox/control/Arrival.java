package io.sluice.sandbox.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;

/** One request in the log. Its status is 0 until it is answered, and for good when it never is. */
@JsonPropertyOrder({"number", "at"})
public final class Arrival {
    private final long number;
    private final long micros;
    private final String method;
    private final String path;
    private final String query;
    private final String route;
    private final boolean crmCall;
    private volatile int status;
    private volatile int rows;
    private volatile long took;
    private volatile String fault;
    private volatile String body;

    Arrival(long number, long micros, String method, String path, String query, String route, boolean crmCall) {
        this.number = number;
        this.micros = micros;
        this.method = method;
        this.path = path;
        this.query = query;
        this.route = route;
        this.crmCall = crmCall;
    }

    /** Counts up with the time of arrival. */
    @JsonProperty
    public long number() {
        return number;
    }

    /** Milliseconds since 1970 with three decimals; never runs backwards. */
    @JsonProperty
    public BigDecimal at() {
        return BigDecimal.valueOf(micros, 3);
    }

    long micros() {
        return micros;
    }

    @JsonProperty
    public String method() {
        return method;
    }

    /** Whether it is for Salesforce CRM, and no login. */
    boolean crmCall() {
        return crmCall;
    }

    /** As sent, still percent-encoded. */
    @JsonProperty
    public String path() {
        return path;
    }

    @JsonProperty
    public String query() {
        return query;
    }

    /** Method and template of the API that was called; {@code unknown} where there is none. */
    @JsonProperty
    public String route() {
        return route;
    }

    @JsonProperty
    public int status() {
        return status;
    }

    /** Rows that the request carried, whatever became of them. */
    @JsonProperty
    public int rows() {
        return rows;
    }

    @JsonProperty
    public BigDecimal tookMillis() {
        return BigDecimal.valueOf(took, 3);
    }

    /** The action of the fault that it met. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public String fault() {
        return fault;
    }

    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public String body() {
        return body;
    }

    void met(Fault fault) {
        this.fault = fault.action().spelling();
    }

    void carried(String body) {
        this.body = body;
    }

    void answered(int status, int rows, long nowMicros) {
        this.rows = rows;
        this.took = nowMicros - micros;
        this.status = status;
    }
}
