package io.sojourn.core.definition;

/**
 * One file of a workspace.
 *
 * @param path its path inside the workspace folder, with {@code /}, for example {@code
 *     audiences/vip.yaml}
 * @param text its content
 */
public record SourceFile(String path, String text) {}
