package org.headroom.jobs;

import java.util.List;
import java.util.stream.Stream;

/** A program that makes system calls and prints what became of each. */
final class SystemCalls {
    /** Each is EPERM, so that the filter is known to have refused it; only clone3 is ENOSYS, so that clone is used. */
    static final List<String> REFUSED = Stream.of(
                    "unshare user",
                    "setns",
                    "clone user",
                    "ptrace",
                    "process_vm_readv",
                    "socket packet",
                    "socket vsock",
                    "socket alg",
                    "socket netfilter",
                    "socket raw",
                    "socket mptcp",
                    "io_uring_setup",
                    "bpf",
                    "perf_event_open",
                    "keyctl",
                    "add_key",
                    "request_key",
                    "userfaultfd",
                    "mount",
                    "umount2",
                    "fsopen",
                    "open_tree",
                    "move_mount",
                    "mount_setattr",
                    "pivot_root",
                    "open_by_handle_at",
                    "name_to_handle_at",
                    "kexec_load",
                    "init_module",
                    "swapon",
                    "reboot",
                    "syslog",
                    "acct",
                    "quotactl",
                    "personality",
                    "mknod device")
            .map(name -> "refused " + name + " 1")
            .toList();

    static final List<String> WORKING = List.of(
            "works clone3 absent",
            "works threads",
            "works socket unix",
            "works socket tcp",
            "works socket udp6",
            "works socket route",
            "works memfd_create",
            "works get_mempolicy",
            "works set_mempolicy",
            "works sched_setaffinity",
            "works pidfd_open",
            "works membarrier",
            "works io_setup",
            "works epoll_create1",
            "works close_range",
            "works mkfifo",
            "works personality");

    static final String PROGRAM = """
            #define _GNU_SOURCE
            #include <errno.h>
            #include <fcntl.h>
            #include <linux/sched.h>
            #include <pthread.h>
            #include <sched.h>
            #include <stdio.h>
            #include <string.h>
            #include <sys/epoll.h>
            #include <sys/socket.h>
            #include <sys/stat.h>
            #include <sys/syscall.h>
            #include <sys/sysmacros.h>
            #include <unistd.h>
            static void refused(const char *name, long result) {
                printf("refused %s %d\\n", name, result < 0 ? errno : 0);
            }
            static void works(const char *name, long result) {
                if (result >= 0) printf("works %s\\n", name);
                else printf("works not %s: %s\\n", name, strerror(errno));
            }
            static void *run(void *nothing) { return nothing; }
            #define CALL(name, ...) refused(#name, syscall(SYS_##name, ##__VA_ARGS__, 0, 0, 0, 0))
            int main(void) {
                refused("unshare user", unshare(CLONE_NEWUSER));
                refused("setns", setns(open("/proc/self/ns/uts", O_RDONLY), 0));
                long child = syscall(SYS_clone, CLONE_NEWUSER | 17, 0, 0, 0, 0);
                if (child == 0) _exit(0);
                refused("clone user", child);
                CALL(ptrace);
                CALL(process_vm_readv, getpid());
                refused("socket packet", socket(17, SOCK_DGRAM, 0));
                refused("socket vsock", socket(40, SOCK_STREAM, 0));
                refused("socket alg", socket(38, SOCK_SEQPACKET, 0));
                refused("socket netfilter", socket(16, SOCK_RAW, 12));
                refused("socket raw", socket(2, SOCK_RAW, 1));
                refused("socket mptcp", socket(2, SOCK_STREAM, 262));
                CALL(io_uring_setup, 1);
                CALL(bpf);
                CALL(perf_event_open);
                CALL(keyctl);
                CALL(add_key);
                CALL(request_key);
                CALL(userfaultfd);
                CALL(mount);
                CALL(umount2);
                CALL(fsopen);
                CALL(open_tree);
                CALL(move_mount);
                CALL(mount_setattr);
                CALL(pivot_root);
                CALL(open_by_handle_at);
                CALL(name_to_handle_at);
                CALL(kexec_load);
                CALL(init_module);
                CALL(swapon);
                CALL(reboot);
                CALL(syslog, 3);
                CALL(acct);
                CALL(quotactl);
                CALL(personality, 0x0040000);
                refused("mknod device", mknod("/artefacts/device", S_IFCHR | 0600, makedev(1, 3)));
                works("clone3 absent", syscall(SYS_clone3, 0, 0) < 0 && errno == ENOSYS ? 0 : -1);
                pthread_t thread;
                works("threads", -pthread_create(&thread, 0, run, 0));
                pthread_join(thread, 0);
                works("socket unix", socket(1, SOCK_STREAM | SOCK_CLOEXEC, 0));
                works("socket tcp", socket(2, SOCK_STREAM | SOCK_NONBLOCK, 6));
                works("socket udp6", socket(10, SOCK_DGRAM, 0));
                works("socket route", socket(16, SOCK_RAW | SOCK_CLOEXEC, 0));
                works("memfd_create", syscall(SYS_memfd_create, "x", 0));
                works("get_mempolicy", syscall(SYS_get_mempolicy, 0, 0, 0, 0, 0));
                works("set_mempolicy", syscall(SYS_set_mempolicy, 0, 0, 0));
                cpu_set_t cores;
                sched_getaffinity(0, sizeof cores, &cores);
                works("sched_setaffinity", sched_setaffinity(0, sizeof cores, &cores));
                works("pidfd_open", syscall(SYS_pidfd_open, getpid(), 0));
                works("membarrier", syscall(SYS_membarrier, 0, 0, 0));
                long context = 0;
                works("io_setup", syscall(SYS_io_setup, 1, &context));
                works("epoll_create1", epoll_create1(0));
                works("close_range", syscall(SYS_close_range, 900, 1000, 0));
                works("mkfifo", mkfifo("/artefacts/pipe", 0600));
                works("personality", syscall(SYS_personality, 0));
                return 0;
            }
            """;

    /** Of a machine without 32-bit calls, and all that the program says there. */
    static final String NO_32_BIT = "no 32-bit calls";

    /** As {@link #REFUSED}, by the numbers of 32-bit programs; socketcall is ENOSYS, so that socket is used. */
    static final List<String> REFUSED_32 = Stream.of(
                    "socketcall vsock 38",
                    "socketcall alg 38",
                    "socketcall packet 38",
                    "socketcall netfilter 38",
                    "socketcall unix 38",
                    "socketcall socketpair 38",
                    "socketcall bind 38",
                    "socket vsock 1",
                    "socket alg 1",
                    "socket packet 1",
                    "socketpair tcp 1",
                    "clone user 1",
                    "clone3 38",
                    "unshare 1",
                    "ptrace 1",
                    "process_vm_readv 1",
                    "personality 1",
                    "mknod device 1",
                    "mount 1",
                    "keyctl 1",
                    "bpf 1",
                    "perf_event_open 1",
                    "userfaultfd 1",
                    "io_uring_setup 1")
            .map(name -> "refused " + name)
            .toList();

    static final List<String> WORKING_32 = List.of(
            "works getpid",
            "works mmap2",
            "works fork",
            "works waitpid",
            "works socket unix",
            "works socket tcp",
            "works socketpair unix",
            "works ipc",
            "works mkfifo",
            "works personality");

    /** Calls from 64-bit code as a 32-bit program does, with all that it points to below 4 GiB: no other libraries needed. */
    static final String PROGRAM_32 = """
            #define _GNU_SOURCE
            #include <signal.h>
            #include <stdio.h>
            #include <string.h>
            #include <sys/mman.h>
            #include <unistd.h>
            #if defined(__x86_64__)
            static unsigned *low;
            static void none(int signal) {
                (void) signal;
                if (write(1, "no 32-bit calls\\n", 16)) _exit(0);
            }
            static int call(int number, unsigned a, unsigned b, unsigned c, unsigned d, unsigned e) {
                long result;
                __asm__ volatile("int $0x80"
                    : "=a"(result)
                    : "a"((long) number), "b"((long) a), "c"((long) b), "d"((long) c), "S"((long) d), "D"((long) e)
                    : "memory", "r8", "r9", "r10", "r11");
                return (int) result;
            }
            static unsigned text(const char *text) {
                return (unsigned) (unsigned long) strcpy((char *) (low + 256), text);
            }
            static unsigned words(unsigned a, unsigned b, unsigned c, unsigned d) {
                low[0] = a; low[1] = b; low[2] = c; low[3] = d;
                return (unsigned) (unsigned long) low;
            }
            static void refused(const char *name, int result) {
                printf("refused %s %d\\n", name, result < 0 ? -result : 0);
            }
            static void works(const char *name, int result) {
                if (result >= 0) printf("works %s\\n", name);
                else printf("works not %s: %s\\n", name, strerror(-result));
            }
            static unsigned room(void) { return (unsigned) (unsigned long) (low + 512); }
            int main(void) {
                low = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
                if (low == MAP_FAILED) return 9;
                setvbuf(stdout, 0, _IONBF, 0);
                signal(SIGSEGV, none);
                int own = call(20, 0, 0, 0, 0, 0);
                signal(SIGSEGV, SIG_DFL);
                works("getpid", own == getpid() ? 0 : -1);
                refused("socketcall vsock", call(102, 1, words(40, 1, 0, 0), 0, 0, 0));
                refused("socketcall alg", call(102, 1, words(38, 5, 0, 0), 0, 0, 0));
                refused("socketcall packet", call(102, 1, words(17, 3, 0, 0), 0, 0, 0));
                refused("socketcall netfilter", call(102, 1, words(16, 3, 12, 0), 0, 0, 0));
                refused("socketcall unix", call(102, 1, words(1, 1, 0, 0), 0, 0, 0));
                refused("socketcall socketpair", call(102, 8, words(1, 1, 0, room()), 0, 0, 0));
                refused("socketcall bind", call(102, 2, words(0, 0, 0, 0), 0, 0, 0));
                refused("socket vsock", call(359, 40, 1, 0, 0, 0));
                refused("socket alg", call(359, 38, 5, 0, 0, 0));
                refused("socket packet", call(359, 17, 3, 0, 0, 0));
                refused("socketpair tcp", call(360, 2, 1, 0, room(), 0));
                int child = call(120, 0x10000000 | 17, 0, 0, 0, 0);
                if (child == 0) _exit(0);
                refused("clone user", child);
                refused("clone3", call(435, 0, 0, 0, 0, 0));
                refused("unshare", call(310, 0x10000000, 0, 0, 0, 0));
                refused("ptrace", call(26, 0, 0, 0, 0, 0));
                refused("process_vm_readv", call(347, own, 0, 0, 0, 0));
                refused("personality", call(136, 0x0040000, 0, 0, 0, 0));
                refused("mknod device", call(14, text("/artefacts/device"), 0020600, 0x103, 0, 0));
                refused("mount", call(21, 0, 0, 0, 0, 0));
                refused("keyctl", call(288, 0, 0, 0, 0, 0));
                refused("bpf", call(357, 0, 0, 0, 0, 0));
                refused("perf_event_open", call(336, 0, 0, 0, 0, 0));
                refused("userfaultfd", call(374, 0, 0, 0, 0, 0));
                refused("io_uring_setup", call(425, 1, room(), 0, 0, 0));
                works("mmap2", call(192, 0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1) == -1 ? -1 : 0);
                child = call(2, 0, 0, 0, 0, 0);
                if (child == 0) _exit(0);
                works("fork", child);
                works("waitpid", call(7, child, 0, 0, 0, 0));
                works("socket unix", call(359, 1, 1, 0, 0, 0));
                works("socket tcp", call(359, 2, 1, 6, 0, 0));
                works("socketpair unix", call(360, 1, 1, 0, room(), 0));
                works("ipc", call(117, 2, 0, 1, 0600, 0));
                works("mkfifo", call(14, text("/artefacts/pipe"), 0010600, 0, 0, 0));
                works("personality", call(136, 0, 0, 0, 0, 0));
                return 0;
            }
            #else
            int main(void) { return puts("no 32-bit calls") < 0; }
            #endif
            """;

    private SystemCalls() {}
}
