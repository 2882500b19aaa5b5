# Makes functions.h from a table of the header, one function a line: "function TAB name TAB arguments":
#   awk -F '\t' -f functions.awk TABLE > functions.h
BEGIN {
    print "/* NVML's functions, and whether the first argument is a GPU's handle. Made by functions.awk: do not edit. */"
}
$1 == "function" {
    print "FUNCTION(" $2 ", " ($3 ~ /^nvmlDevice_t / ? "true" : "false") ")"
}
