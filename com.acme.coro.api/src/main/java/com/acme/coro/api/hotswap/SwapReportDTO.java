package com.acme.coro.api.hotswap;

import org.osgi.dto.DTO;

/** A {@link SwapReport} as a data transfer object. */
public class SwapReportDTO extends DTO {
    /** Counts from 1. */
    public long id;
    /** When it was over, in milliseconds since 1970. */
    public long at;
    /** Whose coroutines, by name. */
    public String[] functions;
    /** How many there were. */
    public int coroutines;
    /** Names of the first hundred of them. */
    public String[] names;
    /** The bundle they left. */
    public long fromBundleId;
    /** Its symbolic name. */
    public String fromBundle;
    /** Its version. */
    public String fromVersion;
    /** Its hash, empty if not known. */
    public String fromHash;
    /** The bundle they run now, or were to run. */
    public long toBundleId;
    /** Its symbolic name. */
    public String toBundle;
    /** Its version. */
    public String toVersion;
    /** Its hash, empty if not known. */
    public String toHash;
    /** The name of a {@link SwapReport.Result}. */
    public String result;
    /** Why, or empty. */
    public String reason;
    /** How many went on. */
    public int swapped;
    /** How many messages waited for them. */
    public int messages;
    /** How many values were converted. */
    public int converted;
    /** Components that did not come along, or came empty. */
    public String[] differences;
    /** Messages that became dead letters. */
    public String[] unfit;
    /** Coroutines that did not make way. */
    public String[] stayed;
    /** Microseconds until all had made way. */
    public long quiesceMicros;
    /** Microseconds of conversion. */
    public long convertMicros;
    /** Microseconds until the bundle was resolved. */
    public long resolveMicros;
    /** Microseconds until its functions were there. */
    public long startMicros;
    /** Microseconds from the beginning until they went on. */
    public long pauseMicros;

    /** Empty. */
    public SwapReportDTO() {
        // filled in by whoever makes it
    }

    static SwapReportDTO of(SwapReport r) {
        var dto = new SwapReportDTO();
        dto.id = r.id();
        dto.at = r.at().toEpochMilli();
        dto.functions = r.functions().toArray(String[]::new);
        dto.coroutines = r.coroutines();
        dto.names = r.names().toArray(String[]::new);
        dto.fromBundleId = r.from().bundleId();
        dto.fromBundle = r.from().bundle();
        dto.fromVersion = r.from().version();
        dto.fromHash = r.from().hash();
        dto.toBundleId = r.to().bundleId();
        dto.toBundle = r.to().bundle();
        dto.toVersion = r.to().version();
        dto.toHash = r.to().hash();
        dto.result = r.result().name();
        dto.reason = r.reason();
        dto.swapped = r.swapped();
        dto.messages = r.messages();
        dto.converted = r.converted();
        dto.differences = r.differences().toArray(String[]::new);
        dto.unfit = r.unfit().toArray(String[]::new);
        dto.stayed = r.stayed().toArray(String[]::new);
        dto.quiesceMicros = r.phases().quiesce().toNanos() / 1_000;
        dto.convertMicros = r.phases().convert().toNanos() / 1_000;
        dto.resolveMicros = r.phases().resolve().toNanos() / 1_000;
        dto.startMicros = r.phases().start().toNanos() / 1_000;
        dto.pauseMicros = r.phases().pause().toNanos() / 1_000;
        return dto;
    }
}
