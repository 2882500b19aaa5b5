import org.headroom.nvml.raw.*;
import org.headroom.nvml.raw.struct.MemoryV2;

public class RawMemory {
    public static void main(String[] library) {
        Nvml nvml = new Nvml(NvmlLibrary.load(library.length > 0 ? library[0] : "libnvidia-ml.so.1"));
        NativeMemory handle = new NativeMemory(8);
        MemoryV2 memory = new MemoryV2(); // zeroed, with its version word
        int code = nvml.nvmlInit_v2();
        if (code == Constants.NVML_SUCCESS) code = nvml.nvmlDeviceGetHandleByIndex_v2(0, handle.address());
        if (code == Constants.NVML_SUCCESS) code = nvml.nvmlDeviceGetMemoryInfo_v2(handle.getLong(0), memory.pointer());
        System.out.println(code == Constants.NVML_SUCCESS ? memory.used() + " bytes used" : "NVML answered " + code);
        nvml.nvmlShutdown();
    }
}
