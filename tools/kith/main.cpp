#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "commands/commands.hpp"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const int status = kith::tool::run_kith(arguments, std::cout, std::cerr);
    std::cout.flush();
    if (std::cout) return status;
    std::cerr << "kith: the output could not be written in full\n";
    return kith::tool::kBadInput;
  } catch (const std::bad_alloc&) {
    std::cerr << "kith: out of memory\n";
    return kith::tool::kInternalError;
  } catch (const std::exception& error) {
    std::cerr << "kith: " << error.what() << '\n';
  }
  std::cerr << "This is a bug in kith, not in your data: please report it with the command line and this message.\n";
  return kith::tool::kInternalError;
}
