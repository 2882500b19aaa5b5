package org.headroom.model.gpu;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;

/** A {@link GpuSample} on its way: readings are set one by one in plain units. One thread. */
public final class SampleDraft {
    private final GpuId gpu;
    private final Instant at;
    private Optional<Watts> power = Optional.empty();
    private Optional<Watts> powerLimit = Optional.empty();
    private Optional<Joules> energy = Optional.empty();
    private Optional<Celsius> core = Optional.empty();
    private Optional<Celsius> memory = Optional.empty();
    private Optional<Celsius> hotspot = Optional.empty();
    private Optional<Percent> load = Optional.empty();
    private Optional<Percent> memoryLoad = Optional.empty();
    private Optional<Percent> encoder = Optional.empty();
    private Optional<Percent> decoder = Optional.empty();
    private Optional<ByteCount> memoryUsed = Optional.empty();
    private Optional<Megahertz> smClock = Optional.empty();
    private Optional<Megahertz> memoryClock = Optional.empty();
    private Optional<Percent> fan = Optional.empty();
    private PcieLink pcie = PcieLink.UNKNOWN;
    private Set<ThrottleReason> throttle = Set.of();
    private List<GpuProcess> processes = List.of();

    SampleDraft(GpuId gpu, Instant at) {
        this.gpu = gpu;
        this.at = at;
    }

    public SampleDraft power(long milliwatts) {
        power = Optional.of(new Watts(milliwatts));
        return this;
    }

    public SampleDraft powerLimit(long milliwatts) {
        powerLimit = Optional.of(new Watts(milliwatts));
        return this;
    }

    public SampleDraft energy(long millijoules) {
        energy = Optional.of(new Joules(millijoules));
        return this;
    }

    public SampleDraft core(int celsius) {
        core = Optional.of(new Celsius(celsius));
        return this;
    }

    public SampleDraft memory(int celsius) {
        memory = Optional.of(new Celsius(celsius));
        return this;
    }

    public SampleDraft hotspot(int celsius) {
        hotspot = Optional.of(new Celsius(celsius));
        return this;
    }

    public SampleDraft load(int percent) {
        load = Optional.of(new Percent(percent));
        return this;
    }

    public SampleDraft memoryLoad(int percent) {
        memoryLoad = Optional.of(new Percent(percent));
        return this;
    }

    public SampleDraft encoder(int percent) {
        encoder = Optional.of(new Percent(percent));
        return this;
    }

    public SampleDraft decoder(int percent) {
        decoder = Optional.of(new Percent(percent));
        return this;
    }

    public SampleDraft memoryUsed(long bytes) {
        memoryUsed = Optional.of(new ByteCount(bytes));
        return this;
    }

    public SampleDraft smClock(int megahertz) {
        smClock = Optional.of(new Megahertz(megahertz));
        return this;
    }

    public SampleDraft memoryClock(int megahertz) {
        memoryClock = Optional.of(new Megahertz(megahertz));
        return this;
    }

    public SampleDraft fan(int percent) {
        fan = Optional.of(new Percent(percent));
        return this;
    }

    public SampleDraft pcie(PcieLink link) {
        pcie = link;
        return this;
    }

    public SampleDraft throttle(Set<ThrottleReason> reasons) {
        throttle = reasons;
        return this;
    }

    public SampleDraft processes(List<GpuProcess> all) {
        processes = all;
        return this;
    }

    public GpuSample done() {
        return new GpuSample(
                gpu,
                at,
                power,
                powerLimit,
                energy,
                core,
                memory,
                hotspot,
                load,
                memoryLoad,
                encoder,
                decoder,
                memoryUsed,
                smClock,
                memoryClock,
                fan,
                pcie,
                throttle,
                processes);
    }
}
