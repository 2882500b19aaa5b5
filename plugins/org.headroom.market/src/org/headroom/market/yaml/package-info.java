/** YAML as a tree in which every value knows its line and column; hostile input is refused early. */
@org.jspecify.annotations.NullMarked
package org.headroom.market.yaml;
