/* Every function of the header that nothing else here defines: it knows its GPU, its faults and its wait, and has no answer. */
#include "standin.h"

/* All arguments are words in registers; the ones behind the first are not looked at. The other files' functions are strong
 * and take these ones' places. */
#define FUNCTION(name, takes_device)                                                            \
    __attribute__((weak, visibility("default"))) int name(void *first) {                        \
        return stub_answer(FN_##name, (takes_device), first);                                   \
    }
__attribute__((noinline)) static int stub_answer(int function, bool takes_device, void *first) {
    enum { NOT_SUPPORTED = 3 };
    if (!takes_device) {
        int code = machine_enter(function);
        return code != 0 ? code : NOT_SUPPORTED;
    }
    reading_t r;
    int code = read_gpu(first, function, &r);
    return code != 0 ? code : NOT_SUPPORTED;
}
#include "functions.h"
