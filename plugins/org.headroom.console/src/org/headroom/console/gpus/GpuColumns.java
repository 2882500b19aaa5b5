package org.headroom.console.gpus;

import java.util.List;
import org.headroom.model.gpu.Metric;
import org.headroom.ui.cell.Column;

/** The columns of the table of GPUs, each with the words that explain it. Pure. */
final class GpuColumns {
    static final List<Column> ALL = List.of(
            Column.left("GPU", 164, 3)
                    .as("gpu")
                    .about("number and name of the card (nvmlDeviceGetIndex, nvmlDeviceGetName). "
                            + "Numbers can change when a card is lost; the UUID does not."),
            Column.left("State", 142, 2)
                    .as("state")
                    .about("what Headroom does with the card now, from its lease, its offer, "
                            + "its health and the programs that use it."),
            Column.left("Load", 83, 1)
                    .as("load")
                    .about("share of the last moment in which the card computed, in percent" + from(Metric.LOAD)),
            Column.left("Memory", 98, 1)
                    .as("memory")
                    .about("memory in use, of all there is, in GiB" + from(Metric.MEMORY_USED)),
            Column.right("Core", 58, 1)
                    .as("core")
                    .about("temperature of the chip in °C" + from(Metric.CORE_TEMPERATURE)
                            + " Marked when the health rule for it says so."),
            Column.right("Mem. temp", 79, 1)
                    .as("memory_temperature")
                    .about("temperature of the memory chips in °C, where the card reports it"
                            + from(Metric.MEMORY_TEMPERATURE)
                            + " Marked when the health rule for it says so."),
            Column.left("Power, last 5 min", 112, 2)
                    .as("power_curve")
                    .about("power over the last five minutes, from 0 to the card's limit" + from(Metric.POWER)
                            + " For a lost card: its last XID or reading."),
            Column.right("W", 42, 1).as("power").about("power drawn now, in watts" + from(Metric.POWER)),
            Column.right("USDC/h", 78, 1)
                    .as("price")
                    .about("what the lease on it pays an hour, or what this rig asks for it."),
            Column.right("Hotspot", 68, 1)
                    .as("hotspot")
                    .about("hottest spot of the chip in °C, where the driver reports it"
                            + from(Metric.HOTSPOT_TEMPERATURE))
                    .onDemand(),
            Column.right("Fan", 56, 1)
                    .as("fan")
                    .about("the fastest fan, in percent of its highest speed" + from(Metric.FAN))
                    .onDemand(),
            Column.right("SM clock", 76, 1)
                    .as("sm_clock")
                    .about("clock of the processors in MHz" + from(Metric.SM_CLOCK))
                    .onDemand(),
            Column.right("Memory clock", 94, 1)
                    .as("memory_clock")
                    .about("clock of the memory in MHz" + from(Metric.MEMORY_CLOCK))
                    .onDemand(),
            Column.right("Encoder", 68, 1)
                    .as("encoder")
                    .about("share of time in which the video encoder worked, in percent" + from(Metric.ENCODER))
                    .onDemand(),
            Column.right("Decoder", 68, 1)
                    .as("decoder")
                    .about("share of time in which the video decoder worked, in percent" + from(Metric.DECODER))
                    .onDemand(),
            Column.left("PCIe link", 92, 1)
                    .as("pcie")
                    .about("generation and lanes of the link to the board now (nvmlDeviceGetCurrPcieLinkGeneration, "
                            + "nvmlDeviceGetCurrPcieLinkWidth). An idle card lowers its generation; that is normal.")
                    .onDemand(),
            Column.left("ECC", 108, 1)
                    .as("ecc")
                    .about("errors of the memory since the driver was loaded (nvmlDeviceGetMemoryErrorCounter). "
                            + "Corrected ones are harmless while they do not grow.")
                    .onDemand(),
            Column.left("Throttled by", 112, 1)
                    .as("throttle")
                    .about("why the clocks are lower than they could be (nvmlDeviceGetCurrentClocksEventReasons).")
                    .onDemand(),
            Column.right("P-state", 62, 1)
                    .as("pstate")
                    .about("performance state, P0 is the fastest, P15 the slowest (nvmlDeviceGetPerformanceState).")
                    .onDemand(),
            Column.right("Limit", 62, 1)
                    .as("power_limit")
                    .about("power limit in force, in watts (nvmlDeviceGetEnforcedPowerLimit).")
                    .onDemand(),
            Column.right("Energy", 86, 1)
                    .as("energy")
                    .about("energy used since the driver was loaded (nvmlDeviceGetTotalEnergyConsumption). "
                            + "The energy of each lease is taken from it.")
                    .onDemand(),
            Column.left("Health", 150, 2)
                    .as("health")
                    .about("the most serious open alarm of the card; the Alarms view has them all.")
                    .onDemand(),
            Column.left("UUID", 292, 1)
                    .as("uuid")
                    .about("the card's permanent identifier (nvmlDeviceGetUUID).")
                    .onDemand(),
            Column.left("Bus", 128, 1)
                    .as("bus")
                    .about("where the card sits on the PCI bus: domain, bus, device (nvmlDeviceGetPciInfo_v3).")
                    .onDemand());

    private GpuColumns() {}

    private static String from(Metric metric) {
        return " (" + metric.source() + ").";
    }
}
