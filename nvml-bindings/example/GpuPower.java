import java.util.Optional;
import org.headroom.nvml.*;

public class GpuPower {
    public static void main(String[] library) throws NvmlException {
        NvmlOpening opening = NvmlSession.open(library.length > 0 ? Optional.of(library[0]) : Optional.empty());
        System.out.println(opening.message());
        if (!(opening instanceof NvmlOpening.Opened opened)) return;
        try (NvmlSession nvml = opened.session()) {
            for (int i = 0; i < nvml.deviceCount(); i++) {
                NvmlDevice gpu = nvml.device(i);
                System.out.println(gpu.name().orElse("GPU") + ": " + gpu.powerMilliwatts() + " mW, " + gpu.temperature() + " °C");
            }
        }
    }
}
